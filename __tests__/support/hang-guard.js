"use strict";
/* global jest */
/** On a machine that does other things beside: a limit against hanging, not one to aim at. */
jest.setTimeout(300_000);
