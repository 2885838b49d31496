import { byDefault, declared } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { store } from "../../support/policies/cloud";

const WITHOUT = declared("without" as const);

export const storeCases = casesOf("store", store, {
  "BWK-encryption-at-rest": {
    breaks: [
      [{ encryption: declared("none") }, "keeps its data unencrypted"],
      [{ encryption: byDefault("none") }, "keeps its data unencrypted, by default"],
    ],
    keeps: [{}, { encryption: byDefault("managed") }, { encryption: declared("some-key") }],
    notApplicable: [{ encryption: WITHOUT }],
  },
  "BWK-encryption-key": {
    breaks: [[{ encryption: byDefault("managed") }, "is encrypted by a key that is not its own, by default"]],
    keeps: [{}],
    notApplicable: [{ encryption: declared("none") }, { encryption: WITHOUT }],
    cannotTell: [[{ encryption: declared("some-key") }, "whose key encrypts it cannot be told: it is an expression"]],
  },
  "BWK-public-data": {
    breaks: [
      [
        { publicWays: declared(["block_public_acls is not set", "ignore_public_acls is not set"]) },
        "is not kept from everybody: block_public_acls is not set; ignore_public_acls is not set",
      ],
    ],
    keeps: [{}],
    notApplicable: [{ publicWays: WITHOUT }],
  },
  "BWK-tls-only": {
    breaks: [[{ tlsOnly: declared(false) }, "takes connections in clear text"]],
    keeps: [{}],
    notApplicable: [{ tlsOnly: WITHOUT }],
  },
  "BWK-deletion-protection": {
    breaks: [[{ deletionProtected: byDefault(false) }, "may be deleted together with its data, by default"]],
    keeps: [{}],
    notApplicable: [{ deletionProtected: WITHOUT }],
  },
  "BWK-final-copy": {
    breaks: [[{ finalCopy: declared(false) }, "leaves no copy when it is deleted"]],
    keeps: [{}],
    notApplicable: [{ finalCopy: WITHOUT }],
  },
  "BWK-recovery-days": {
    breaks: [
      [{ recoveryDays: declared(0) }, "is gone at once when it is deleted"],
      [{ recoveryDays: declared(3) }, "can be had back for 3 days only"],
    ],
    keeps: [{ recoveryDays: declared(7) }],
    notApplicable: [{ recoveryDays: WITHOUT }],
  },
  "BWK-several-zones": {
    breaks: [[{ severalZones: declared(false) }, "is gone for as long as its data center is"]],
    keeps: [{}],
    notApplicable: [{ severalZones: WITHOUT }],
  },
  "BWK-versioned": {
    breaks: [[{ versioned: declared(false) }, "forgets what is overwritten"]],
    keeps: [{}],
    notApplicable: [{ versioned: WITHOUT }],
  },
  "BWK-kept-days": {
    breaks: [
      [{ keptDays: byDefault(0) }, "keeps nothing of what was, by default"],
      [{ keptDays: declared(6) }, "keeps what was for 6 days only"],
      [{ keptDays: declared(1) }, "keeps what was for 1 day only"],
    ],
    keeps: [{ keptDays: declared(7) }, { keptDays: declared("forever") }],
    notApplicable: [{ keptDays: WITHOUT }],
  },
  "BWK-clear-secrets": {
    breaks: [
      [{ clearSecrets: declared(["password", "password_wo"]) }, "has a secret written down: password, password_wo"],
    ],
    keeps: [{}],
    notApplicable: [{ clearSecrets: WITHOUT }],
  },
});
