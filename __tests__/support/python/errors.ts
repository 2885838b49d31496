export const noPythonPackages = (name: string, why: string) => new Error(`${name} cannot be had:\n${why}`);
