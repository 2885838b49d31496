{{- /* What a schema cannot say. */ -}}
{{- define "bulwark.checks" -}}
{{- $jobs := concat .Values.hooks .Values.schedules -}}
{{- range $jobs -}}
{{- if eq .name "server" }}{{ fail (printf "a job of '%s' is named 'server', which is what the server's own pods are found by; name it otherwise" $.Values.name) }}{{ end -}}
{{- end -}}
{{- $tasks := concat (list .Values.server) .Values.prepare $jobs -}}
{{- with .Values.keeper }}{{ $tasks = append $tasks . }}{{ end -}}
{{- $seen := dict "folders" true -}}
{{- range $tasks -}}
{{- if hasKey $seen .name }}{{ fail (printf "two containers of '%s' are named '%s'; name one otherwise" $.Values.name .name) }}{{ end -}}
{{- $_ := set $seen .name true -}}
{{- end -}}
{{- range (.Values.keeper | default dict).steps -}}
{{- if and .signal (not $.Values.shareProcesses) }}{{ fail (printf "the keeper of '%s' sends %s to a server that it does not see; set shareProcesses" $.Values.name .signal) }}{{ end -}}
{{- end -}}
{{- end }}
