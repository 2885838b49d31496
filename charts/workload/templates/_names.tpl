{{- /* Names of jobs may hold dots, names of containers may not. */ -}}
{{- define "bulwark.containerName" -}}
{{ .name | replace "." "-" }}
{{- end }}

{{- /* Of what belongs to one container. Takes root, task, and the longest that the name may be; suffix.
       A longer one ends in a hash of all of it, so that two of them stay two. */ -}}
{{- define "bulwark.taskName" -}}
{{- $name := printf "%s-%s%s" .root.Values.name (include "bulwark.containerName" .task) (.suffix | default "") -}}
{{- if le (len $name) (int .limit) -}}
{{ $name }}
{{- else -}}
{{ printf "%s-%s" ($name | trunc (sub .limit 9 | int) | trimSuffix "-") ($name | sha256sum | trunc 8) }}
{{- end -}}
{{- end }}

{{- /* Of the files of a container: the server's are the component's. */ -}}
{{- define "bulwark.filesName" -}}
{{- if eq .task.name .root.Values.server.name -}}
{{ .root.Values.name }}
{{- else -}}
{{ include "bulwark.taskName" (dict "root" .root "task" .task "limit" 63) }}
{{- end -}}
{{- end }}
