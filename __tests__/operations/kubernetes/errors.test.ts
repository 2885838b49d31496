import {
  clusterUnreachable,
  kubeconfigUnreadable,
  noContext,
  notAllowed,
  notLoggedIn,
  releasesFailed,
  releasesPending,
  secretsDiffer,
} from "../../../operations/kubernetes/errors";

it.each([
  [
    "a file",
    kubeconfigUnreadable("/k", "there is no such file"),
    "the kubeconfig /k cannot be read: there is no such file\n",
  ],
  ["a context", noContext("prod", "/k", ["a", "b"]), "/k has no context 'prod'; it has: a, b\nName one of them"],
  ["any context", noContext("prod", "/k", []), "it has: none\n"],
  [
    "an answer",
    clusterUnreachable("prod", "https://c", "refused"),
    "does not answer at https://c: refused\nCheck that",
  ],
  ["a login", notLoggedIn("prod", "Unauthorized"), "does not know these credentials: Unauthorized\nLog in again"],
  ["a right", notAllowed("prod", "cannot list"), "does not allow it: cannot list\ndocs/guides/kubernetes.md lists"],
])("says with exit code 3 that %s is missing, and what to do", (_what, error, text) => {
  expect(error.exitCode).toBe(3);
  expect(error.message).toContain(text);
});

it("says of releases that failed why, before what Helm said", () => {
  const error = releasesFailed("shop", ["  items: its image cannot be pulled"], "timed out");
  expect(error.message).toBe("shop: the apply failed\n  items: its image cannot be pulled\nHelm said: timed out");
  expect(error.exitCode).toBe(1);
});

it("hands over the command that lets Helm forget a half-done revision", () => {
  const { message } = releasesPending(["items"], ["sh.helm.release.v1.items.v2"], "shop");
  expect(message).toMatch(/\n {2}kubectl -n shop delete secret sh\.helm\.release\.v1\.items\.v2$/);
});

it("names both places of a secret with two values, and no value", () => {
  expect(secretsDiffer("redis-items", ["shop/redis", "shop/items"]).message).toBe(
    "the secret 'redis-items' has different values in shop/redis and shop/items, and nothing says which of them is right\n" +
      "Delete the Secret with the wrong one (kubectl delete secret); the next 'bulwark up' makes it of the other.",
  );
});
