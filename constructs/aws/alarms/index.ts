export { Alarms, type AlarmsProps } from "./alarms";
export { Notices, type NoticesProps, type NoticesReference } from "./notices";
