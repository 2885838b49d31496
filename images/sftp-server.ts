import type { Recipe } from "./recipe";

/** OpenSSH as one account's SFTP server. The tests send backups to it. https://man.openbsd.org/sshd.8 */
export const sftpServer: Recipe = {
  name: "sftp-server",
  version: "9.2",
  packages: ["openssh-server"],
  // They set up a machine that people log in to.
  without: [
    ...["adduser", "debconf", "libpam-modules", "libpam-runtime", "lsb-base", "procps", "ucf"],
    ...["runit-helper", "init-system-helpers"],
  ],
  users: { saved: 10003 },
  user: "10003:10003",
  directories: { "/saved": { mode: 0o700, owner: 10003 } },
  // Accounts have it for their shell, and sshd lets nobody in whose shell is not there.
  links: { "/usr/sbin/nologin": "/bin/false" },
  entrypoint: ["/usr/sbin/sshd", "-D", "-e"],
  ports: [2222],
};
