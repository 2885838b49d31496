{{- /* Weakened protections stand where whoever looks at the workload sees them. */ -}}
{{- define "bulwark.exceptions" -}}
{{- with .Values.exceptions -}}
{{ dict "bulwark.exceptions" (. | toJson) | toYaml }}
{{- end }}
{{- end }}
