const PLACEHOLDER = "file:";

/** Stands in the configuration for the address in a file. */
export const urlFrom = (secretFile: string): string => `${PLACEHOLDER}${secretFile}`;

/**
 * Puts the addresses of webhooks where their placeholders are: `url_file` came with Alertmanager 0.26. The result goes to a
 * folder in memory. An address is looked at here, for once it is wrong, YAML's and Go's errors quote it.
 * https://github.com/prometheus/alertmanager/blob/main/CHANGELOG.md#0260--2023-08-23
 */
const assemble = (target: string) => `set -eu
umask 077
while IFS= read -r line; do
  case $line in
    *'url: ${PLACEHOLDER}/'*)
      file=\${line#*url: ${PLACEHOLDER}}
      url=$(cat "$file")
      case $url in
        http://?* | https://?*) strange=$(printf %s "$url" | tr -d 'A-Za-z0-9:/?#[]@!$&()*+,;=%._~-') ;;
        *) strange=yes ;;
      esac
      if [ -n "$strange" ]; then
        echo "the file given for \${file##*/} holds no address: one line that starts with http:// or https://" >&2
        exit 1
      fi
      printf '%s"%s"\\n' "\${line%${PLACEHOLDER}*}" "$url"
      ;;
    *) printf '%s\\n' "$line" ;;
  esac
done </config/alertmanager.yml >${target}
`;

export const checkScript = `${assemble("/tmp/alertmanager.yml")}
exec amtool check-config /tmp/alertmanager.yml
`;

export const startScript = (target: string): string => `${assemble(target)}
exec /bin/alertmanager "--config.file=${target}" "$@"
`;
