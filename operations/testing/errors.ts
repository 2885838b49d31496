import { BulwarkError } from "../errors";

export const noRightForEngine = () =>
  new BulwarkError(
    "the end-to-end tests start engines of their own, which needs root; nothing was run\nRun 'sudo npm test', or 'npm run test:unit' for the fast part alone.",
    3,
  );

export const testPackagesMissing = (packages: readonly string[], why: string) =>
  new BulwarkError(
    `the end-to-end tests need packages that are not installed: ${packages.join(", ")}; they cannot be installed because ${why}\nInstall them, or run 'npm run test:unit' for the fast part alone.`,
    3,
  );

export const noPython = (packages: string, why: string) =>
  new BulwarkError(
    `the end-to-end tests use ${packages}, which needs Python 3.11, 3.12 or 3.13 with the module ensurepip, and there is none: ${why}\nDebian and Ubuntu: sudo apt-get install python3-venv.`,
    3,
  );
