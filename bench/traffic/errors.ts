export const endedByItself = (requests: number, seconds: number) =>
  new Error(
    `the traffic reached a bound before it was stopped: ${requests} requests in ${seconds.toFixed(0)} s\nRaise 'mostSeconds' or 'mostRequests'.`,
  );

/** Counted as the reason of a failed request, never shown on its own. */
export const noAnswer = (ms: number) => Object.assign(new Error(), { code: `no answer within ${ms} ms` });
