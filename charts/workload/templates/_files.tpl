{{- /* The files of a container. Takes root, task, part; hook: its weight. As JSON, since a block of YAML may lose a text's last
       lines. */ -}}
{{- define "bulwark.files" -}}
{{- if .task.files }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "bulwark.metadata" (merge (dict "name" (include "bulwark.filesName" .)) .) | nindent 2 }}
data:
  {{- range $path, $content := .task.files }}
  {{ $path | replace "/" "__" | quote }}: {{ $content | toJson }}
  {{- end }}
{{- end }}
{{- end }}
