/** None holds a value of a secret: Lambda writes them into the log. */

export const settingMissing = (name: string) =>
  new Error(`${name} is not set, got: nothing\nDeploy the function by the construct PostgresRotation.`);

export const notAnEvent = (got: string) =>
  new Error(`the event is none of a rotation, got: ${got}\nLet Secrets Manager call the function.`);

export const otherSecret = (got: string, expected: string) =>
  new Error(
    `the function rotates ${expected} alone, got: ${got}\nGive the other secret a PostgresRotation of its own.`,
  );

export const rotationOff = (secret: string) =>
  new Error(`${secret} is not rotated, got: RotationEnabled false\nTurn its rotation on.`);

export const notPending = (secret: string, version: string) =>
  new Error(
    `version ${version} of ${secret} is not the one that is pending, got: another stage\nCancel the rotation, and begin another one.`,
  );

export const notCredentials = (secret: string, got: string) =>
  new Error(
    `the value of ${secret} is no JSON with username and password, got: ${got}\nWrite it by aws secretsmanager put-secret-value.`,
  );

export const otherDatabase = (secret: string, got: string, expected: string) =>
  new Error(
    `${secret} is for another database than ${expected}, got: ${got}\nCorrect host and port in its value, or rotate it by a function of that database.`,
  );

export const nameTooLong = (got: string) =>
  new Error(`the user's name leaves no room for the other one's, got: ${got}\nPass one of at most 57 characters.`);

export const nobodyLetIn = (user: string) =>
  new Error(
    `neither the current nor the previous password lets '${user}' in, got: refused\nSet one of them in the database, and begin another rotation.`,
  );

export const noSuchUser = (user: string) =>
  new Error(`the database has no user '${user}', got: nothing\nCreate it, and begin another rotation.`);

export const pendingRefused = (user: string) =>
  new Error(`the new password does not let '${user}' in, got: refused\nLook at the step before, setSecret.`);
