// @ts-check
"use strict";
// cdktf looks whether its folder is there before it makes it: two workers that begin at once would stumble over each other.
require("node:fs").mkdirSync("cdktf.out", { recursive: true });
