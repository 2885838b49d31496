import type { Recipe } from "./recipe";

/** https://github.com/go-acme/lego/blob/v4.9.1/Dockerfile. Unlike there, it does not run as root. */
export const lego: Recipe = {
  name: "lego",
  version: "4.9",
  packages: ["lego"],
  users: { haproxy: 99 },
  user: "99:99",
  links: { "/lego": "/usr/bin/lego" },
  entrypoint: ["/lego"],
};
