"use strict";
/* global jest */
/** Real programs on a busy machine: a limit against hanging, not one to aim at. */
jest.setTimeout(300_000);
