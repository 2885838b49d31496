export const neverHappened = () => new Error("what the test waits for did not happen within 30 s");

export const notStarted = () => new Error("start the database first");
