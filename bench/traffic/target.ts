/** What the clients ask: a reference service, by whatever leads to it. */
export interface Target {
  /** Scheme, host and port, `https://127.0.0.1:8443` for example. */
  readonly address: string;
  /** The authority that signed the server's certificate, in PEM; not used for `http`. */
  readonly ca?: string | Buffer;
  /** Sent as bearer token. @default - none */
  readonly token?: string;
  /** What leads to the service, without a slash at its end: `/api/items`. @default - nothing, it is asked itself */
  readonly path?: string;
}
