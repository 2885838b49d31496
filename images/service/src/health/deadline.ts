import { deadlineExceeded } from "../errors";

/**
 * The result of `work`, or a rejection after `milliseconds`. The signal tells the work to give up; work that does not
 * listen goes on unseen, and its late failure is dropped.
 */
export async function withDeadline<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = deadlineExceeded(milliseconds);
      reject(error);
      controller.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), expiry]);
  } finally {
    clearTimeout(timer);
  }
}
