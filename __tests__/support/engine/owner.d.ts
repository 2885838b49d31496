/** A name for what this process makes, by which others can tell whether it still lives. */
export function newOwner(): string;

/** True only when the name is well formed, of this PID namespace, and its process is gone. */
export function isDead(owner: string): boolean;
