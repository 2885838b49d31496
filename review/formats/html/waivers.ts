import type { Waiver } from "../../../policies/waivers";
import type { Review, UsedWaiver, WaiverRequest } from "../../model";
import { shortened } from "../../text/fitting";
import { capped, CAPS } from "./capped";
import { markup, type Markup } from "./markup";
import { badge, tableOf, type Section } from "./parts";

/** What the head asks for comes first: it is what would make a red check green. */
export function requestsSection({ requests }: Review): readonly Section[] {
  if (requests.length === 0) return [];
  const { shown, left } = capped(requests, CAPS.list, requestRow);
  const note = "They do not count before they are in the base, or approved by a code owner who is not their author.";
  const heads = ["Environment", "Rule", "Subject", "What is accepted", "Reason", "Owner", "Until", "Kind"];
  const table = tableOf({ caption: "Waivers that the change asks for", heads, rows: shown, left });
  return [{ id: "requests", title: "Waivers asked for", count: requests.length, body: markup`<p>${note}</p>${table}` }];
}

const requestRow = ({ environment, waiver, kind, approvedBy }: WaiverRequest): Markup =>
  markup`<tr><td>${shortened(environment, 200)}</td>${cellsOf(waiver)}<td>${badge("worse", kind)}${
    approvedBy === undefined ? "" : ` approved by ${shortened(approvedBy, 100)}`
  }</td></tr>`;

/** Waivers of the base that let a change pass. */
export function waivedSection({ waived }: Review): readonly Section[] {
  if (waived.length === 0) return [];
  const { shown, left } = capped(waived, CAPS.list, waivedRow);
  const heads = ["Stack", "Rule", "Subject", "What is accepted", "Reason", "Owner", "Until"];
  const body = tableOf({ caption: "Waivers of the base that accept a change", heads, rows: shown, left });
  return [{ id: "waived", title: "Waivers used", count: waived.length, body }];
}

const waivedRow = ({ stack, waiver }: UsedWaiver): Markup =>
  markup`<tr><td>${shortened(stack, 200)}</td>${cellsOf(waiver)}</tr>`;

const cellsOf = ({ rule, subject, value, reason, owner, until }: Waiver): readonly Markup[] => [
  markup`<td><code class="rule">${shortened(rule, 60)}</code></td>`,
  ...[subject, value, reason, owner].map((text) => markup`<td>${shortened(text, 500)}</td>`),
  markup`<td class="rule">${shortened(until, 20)}</td>`,
];
