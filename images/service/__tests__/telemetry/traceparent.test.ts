import { formatTraceparent, parseTraceparent } from "../../src/telemetry/traceparent";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

it("reads a valid header, and writes the same again", () => {
  const header = `00-${TRACE}-${SPAN}-01`;
  const context = parseTraceparent(header);
  expect(context).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
  expect(context && formatTraceparent(context)).toBe(header);
});

it("reads what later versions append", () => {
  expect(parseTraceparent(`01-${TRACE}-${SPAN}-00-more`)).toMatchObject({ traceId: TRACE, sampled: false });
});

it.each([
  undefined,
  "",
  "garbage",
  `ff-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01-more`,
  `00-${"0".repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
])("takes no trace from %s", (header) => {
  expect(parseTraceparent(header)).toBeUndefined();
});
