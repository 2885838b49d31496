export { KAFKA_VERSIONS, type KafkaVersion, type StreamProps } from "./props";
export { Stream, type StreamReference } from "./stream";
