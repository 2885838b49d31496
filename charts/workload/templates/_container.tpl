{{- /* Kubernetes takes `$(NAME)` for a variable of its own and `$$` for one `$`, Docker takes neither:
       https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */ -}}
{{- define "bulwark.words" -}}
{{- range . }}
- {{ . | replace "$" "$$" | toJson }}
{{- end }}
{{- end }}

{{- /* One container. Takes root, task, and certificate: whether it sees the component's.
       What protects it is written here and nowhere else, and no value reaches it. */ -}}
{{- define "bulwark.container" -}}
{{- $task := .task -}}
name: {{ include "bulwark.containerName" $task | quote }}
image: {{ $task.image | quote }}
imagePullPolicy: {{ contains "@sha256:" $task.image | ternary "IfNotPresent" "Always" }}
{{- with $task.command }}
command:
  {{- include "bulwark.words" . | trim | nindent 2 }}
{{- end }}
{{- with $task.args }}
args:
  {{- include "bulwark.words" . | trim | nindent 2 }}
{{- end }}
{{- with $task.environment }}
env:
  {{- range $name, $value := . }}
  - name: {{ $name | quote }}
    value: {{ $value | replace "$" "$$" | toJson }}
  {{- end }}
{{- end }}
securityContext:
  {{- with $task.user }}
  runAsUser: {{ .uid | int64 }}
  runAsGroup: {{ .gid | int64 }}
  {{- end }}
  allowPrivilegeEscalation: false
  privileged: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  requests:
    cpu: {{ $task.resources.cpuRequest | quote }}
    memory: {{ $task.resources.memory | quote }}
    ephemeral-storage: {{ $task.resources.ephemeralStorage | quote }}
  limits:
    cpu: {{ $task.resources.cpuLimit | quote }}
    memory: {{ $task.resources.memory | quote }}
    ephemeral-storage: {{ $task.resources.ephemeralStorage | quote }}
{{- with include "bulwark.mounts" . | fromYamlArray }}
volumeMounts:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* What a container sees of its pod's volumes, as a list. Takes root, task, certificate; mounts: further ones. */ -}}
{{- define "bulwark.mounts" -}}
{{- $container := include "bulwark.containerName" .task -}}
{{- $mounts := .mounts | default list -}}
{{- if .task.files -}}
{{- $mounts = append $mounts (dict "name" (printf "files-%s" $container) "mountPath" "/config" "readOnly" true) -}}
{{- end -}}
{{- if or .task.secret .certificate -}}
{{- $mounts = append $mounts (dict "name" (printf "secrets-%s" $container) "mountPath" "/run/secrets" "readOnly" true) -}}
{{- end -}}
{{- range .task.mounts -}}
{{- $mount := dict "name" .volume "mountPath" .path "readOnly" .readOnly -}}
{{- with .subPath }}{{ $_ := set $mount "subPath" . }}{{ end -}}
{{- $mounts = append $mounts $mount -}}
{{- end -}}
{{- toYaml $mounts -}}
{{- end }}

{{- define "bulwark.probe" -}}
{{- if .exec -}}
exec:
  command:
    {{- include "bulwark.words" .exec | trim | nindent 4 }}
{{- else -}}
tcpSocket:
  port: {{ .tcpPort | int64 }}
{{- end }}
periodSeconds: {{ .periodSeconds | int64 }}
timeoutSeconds: {{ .timeoutSeconds | int64 }}
failureThreshold: {{ .failureThreshold | int64 }}
{{- end }}
