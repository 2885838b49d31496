{{- /* Beside the server, for as long as the pod is there: files/keep.sh says what it does. */ -}}
{{- define "bulwark.keeper" -}}
{{- $task := merge (dict "command" (list "/bin/sh" "/keeper/keep.sh") "args" list) .Values.keeper -}}
{{- $mounts := list (dict "name" "keeper-steps" "mountPath" "/keeper" "readOnly" true) (dict "name" "keeper-state" "mountPath" "/keeper-state" "readOnly" false) -}}
{{ include "bulwark.container" (dict "root" . "task" $task "certificate" .Values.certificate "mounts" $mounts) }}
readinessProbe:
  exec:
    command: [test, -f, /keeper-state/ready]
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 1
{{- end }}

{{- define "bulwark.keeperVolumes" -}}
- name: keeper-steps
  configMap:
    name: {{ include "bulwark.keeperStepsName" . | quote }}
- name: keeper-state
  emptyDir:
    medium: Memory
    sizeLimit: 1Mi
{{- end }}

{{- define "bulwark.keeperStepsName" -}}
{{ include "bulwark.taskName" (dict "root" . "task" .Values.keeper "suffix" "-steps" "limit" 63) }}
{{- end }}

{{- define "bulwark.keeperSteps" -}}
{{- range .Values.keeper.steps }}
{{- if .signal }}
signal {{ include "bulwark.shellWord" .signal }}
{{- else }}
step {{- range .command }} {{ include "bulwark.shellWord" . }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Within single quotes a shell takes nothing for its own. */ -}}
{{- define "bulwark.shellWord" -}}
'{{ . | replace "'" "'\\''" }}'
{{- end }}
