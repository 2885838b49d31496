/** The setting by which Node.js runs a program of a test beside the reference service, in the same process. */
export function preloaded(program: string): string {
  const source = `import{createRequire}from"node:module";const require=createRequire("/app/");${program.replace('"use strict";', "")}`;
  return JSON.stringify(`--import=data:text/javascript,${encodeURIComponent(source)}`);
}
