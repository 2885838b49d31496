export { Redactor, type ValueOrigin } from "./redactor";
