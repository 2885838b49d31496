export const nothingSearched = () => new Error("no place was searched for secrets\nPass at least one place.");

export const secretTooShort = (name: string, length: number, shortest: number) =>
  new Error(
    `secret '${name}' has ${length} characters\nPlant one of at least ${shortest}: shorter ones are found by chance.`,
  );

export const notZip = (place: string, why: string) =>
  new Error(`${place} is no ZIP archive that can be read: ${why}\nGive a plan file that terraform wrote.`);
