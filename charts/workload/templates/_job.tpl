{{- /* The spec of a Job, with one container that runs to its end, once. Takes root, task, serviceAccount. */ -}}
{{- define "bulwark.job" -}}
{{- $task := .task -}}
backoffLimit: 0
activeDeadlineSeconds: {{ $task.deadlineSeconds | int64 }}
template:
  metadata:
    {{- include "bulwark.podMetadata" (dict "root" .root "part" $task.name) | nindent 4 }}
  spec:
    {{- include "bulwark.podBase" . | nindent 4 }}
    restartPolicy: Never
    terminationGracePeriodSeconds: {{ .root.Values.stopGraceSeconds | int64 }}
    containers:
      - {{ include "bulwark.container" (dict "root" .root "task" $task "certificate" nil) | nindent 8 | trim }}
    {{- with include "bulwark.volumes" (dict "root" .root "tasks" (list $task) "certificate" nil "volumes" $task.volumes "kind" "Job") | fromYamlArray }}
    volumes:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end }}
