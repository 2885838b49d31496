"use strict";
/** The two calls to a fresh engine that the runner needs; a Docker command line need not be installed. */
const fs = require("node:fs");
const http = require("node:http");
const { imagesRefused } = require("./messages.js");

const POLL_MS = 50;

function request(socketPath, method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { socketPath, method, path, headers: { "content-type": "application/x-tar" } },
      (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part)).on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      },
    );
    sent.on("error", reject);
    if (body) body.on("error", reject).pipe(sent);
    else sent.end();
  });
}

async function waitForEngine(socketPath, seconds) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const answer = await request(socketPath, "GET", "/_ping").catch(() => undefined);
    if (answer?.status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** The engine answers 200 before it has read the archive; what went wrong then stands in the stream. */
async function loadImages(socketPath, archive) {
  const { status, text } = await request(socketPath, "POST", "/images/load?quiet=1", fs.createReadStream(archive));
  const problem = text.split("\n").find((line) => line.includes('"error"'));
  if (status !== 200 || problem) throw imagesRefused(problem ?? text);
}

module.exports = { loadImages, waitForEngine };
