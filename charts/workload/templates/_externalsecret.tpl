{{- /* Takes root, part, name, secret, policy: whether the Secret goes with it; hook: its weight. */ -}}
{{- define "bulwark.externalSecret" -}}
{{- $store := .root.Values.externalSecrets -}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "bulwark.metadata" . | nindent 2 }}
spec:
  refreshInterval: {{ printf "%ds" ($store.refreshSeconds | int64) }}
  secretStoreRef:
    name: {{ $store.store | quote }}
    kind: {{ $store.storeKind }}
  target:
    name: {{ .secret.name | quote }}
    creationPolicy: {{ .policy }}
  data:
    {{- range $file, $key := .secret.keys }}
    - secretKey: {{ $file | quote }}
      remoteRef:
        key: {{ $key | quote }}
    {{- end }}
{{- end }}
