import { authorityFault } from "./certificate-fault";
import { onHost, ROOT, secretFile } from "./paths";
import { looseness } from "./reconcile";
import type { StoredCopy, StoredSecrets } from "./stored-secrets";
import { faultOf, type Ingredients } from "./value";
import { CA, CA_KEY, isOfLocalCa, type Owner, type WantedSecret } from "./wanted-secret";

/** Something that is not as it should be, and what sets it right. Never a value. */
export interface Problem {
  /** A path on the Docker host, the name of a secret, or a container. */
  readonly subject: string;
  readonly problem: string;
  readonly fix: string;
}

interface Judging {
  readonly environment: string;
  /** How a command calls it. @default - by its name */
  readonly called?: string | undefined;
  readonly now: Date;
  readonly given: Ingredients["given"];
}

/** What is wrong with the files of an environment's secrets. Pure but for the operator's own files. */
export function judged(wanted: readonly WantedSecret[], stored: StoredSecrets, judging: Judging): readonly Problem[] {
  const ingredients: Ingredients = {
    now: judging.now,
    given: judging.given,
    authority: {
      certificate: stored.copy(ROOT, CA)?.content.toString() ?? "",
      key: stored.copy(ROOT, CA_KEY)?.content.toString() ?? "",
    },
    valueOf: (name) => stored.copies(name)[0]?.content,
  };
  return [
    ...(wanted.some(isOfLocalCa) ? authorityProblems(stored, judging, ingredients) : []),
    ...wanted.flatMap((secret) => problemsOf(secret, stored, { ...judging, ...ingredients })),
    ...strangers(wanted, stored),
  ];
}

function authorityProblems(stored: StoredSecrets, judging: Judging, { authority }: Ingredients): readonly Problem[] {
  const owner = { uid: ROOT, gid: ROOT };
  const files = [CA, CA_KEY].flatMap((name) => fileProblems({ ...owner, name }, stored, judging));
  const complete = [CA, CA_KEY].every((name) => stored.copy(ROOT, name) !== undefined);
  const fault = complete ? authorityFault(authority!.certificate, authority!.key, judging.now) : undefined;
  return [...files, ...(fault ? [{ subject: CA, problem: `the local CA ${fault}`, fix: rotating(judging, CA) }] : [])];
}

function problemsOf(secret: WantedSecret, stored: StoredSecrets, judging: Judging & Ingredients): readonly Problem[] {
  const { name, owners } = secret;
  const copies = owners.flatMap(({ uid }) => stored.copy(uid, name) ?? []);
  const files = owners.flatMap((owner) => fileProblems({ ...owner, name }, stored, judging));
  const [first, ...others] = copies;
  if (first === undefined) return files;
  const differ = others.some(({ content }) => !content.equals(first.content));
  if (differ) return [...files, { subject: name, problem: "its copies differ", fix: rotating(judging, name) }];
  const fault = faultOf(first.content, secret, judging);
  return [...files, ...(fault ? [{ subject: name, problem: fault, fix: initialising(judging) }] : [])];
}

function fileProblems(
  copy: Owner & { readonly name: string },
  stored: StoredSecrets,
  judging: Judging,
): readonly Problem[] {
  const { uid, gid, name } = copy;
  const path = secretFile({ ...judging, uid, name });
  const problem = (words: string, fix = initialising(judging)) => [{ subject: onHost(path), problem: words, fix }];
  if (stored.isForeign(uid, name)) return problem("is not a file", "look at it and move it away");
  const known = stored.copy(uid, name);
  if (known === undefined) return problem("is missing");
  const loose = looseness(known, { path, uid, gid, mode: 0o400 });
  return loose === undefined ? [] : problem(loose);
}

/** What no component asks for may lie there, but not open to others than its owner. */
function strangers(wanted: readonly WantedSecret[], stored: StoredSecrets): readonly Problem[] {
  const asked = (copy: StoredCopy) =>
    wanted.some(({ name, owners }) => copy.name === name && owners.some(({ uid }) => uid === stored.uidOf(copy))) ||
    (stored.uidOf(copy) === ROOT && [CA, CA_KEY].includes(copy.name));
  return stored
    .all()
    .filter((copy) => !asked(copy) && (copy.mode & 0o077) !== 0)
    .map(({ path, mode }) => ({
      subject: onHost(path),
      problem: `no component asks for it, and others than its owner may use it (mode ${mode.toString(8)})`,
      fix: "remove it, or chmod 0400",
    }));
}

const initialising = ({ environment, called = environment }: Judging) => `bulwark secrets ${called} init`;
const rotating = ({ environment, called = environment }: Judging, name: string) =>
  `bulwark secrets ${called} rotate ${name}`;
