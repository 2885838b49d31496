{{- /* What every pod has, a job's too. No value reaches it but the user, which the schema keeps from being 0.
       The group of a volume is set once: a database refuses a folder whose rights were widened at a later start. */ -}}
{{- define "bulwark.podBase" -}}
serviceAccountName: {{ .serviceAccount | quote }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .root.Values.user.uid | int64 }}
  runAsGroup: {{ .root.Values.user.gid | int64 }}
  fsGroup: {{ .root.Values.user.gid | int64 }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- /* Of the three kinds of workload. */ -}}
{{- define "bulwark.serverTemplate" -}}
metadata:
  {{- $annotations := dict }}
  {{- with include "bulwark.checksum" . }}{{ $_ := set $annotations "checksum/config" . }}{{ end }}
  {{- include "bulwark.podMetadata" (dict "root" . "part" "server" "annotations" $annotations) | nindent 2 }}
spec:
  {{- include "bulwark.podBase" (dict "root" . "serviceAccount" .Values.name) | nindent 2 }}
  terminationGracePeriodSeconds: {{ add .Values.stopGraceSeconds .Values.drainSeconds }}
  {{- if .Values.shareProcesses }}
  shareProcessNamespace: true
  {{- end }}
  {{- if eq .Values.kind "DaemonSet" }}
  tolerations:
    - key: node-role.kubernetes.io/control-plane
      operator: Exists
      effect: NoSchedule
  {{- end }}
  {{- with include "bulwark.spread" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with include "bulwark.initContainers" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  containers:
    - {{ include "bulwark.server" . | nindent 6 | trim }}
    {{- if .Values.keeper }}
    - {{ include "bulwark.keeper" . | nindent 6 | trim }}
    {{- end }}
  {{- $tasks := prepend .Values.prepare .Values.server }}
  {{- with .Values.keeper }}{{ $tasks = append $tasks . }}{{ end }}
  {{- $volumes := include "bulwark.volumes" (dict "root" . "tasks" $tasks "certificate" .Values.certificate "volumes" .Values.volumes "kind" .Values.kind) | fromYamlArray }}
  {{- if .Values.keeper }}{{ $volumes = concat $volumes (include "bulwark.keeperVolumes" . | fromYamlArray) }}{{ end }}
  {{- with $volumes }}
  volumes:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{- /* A pod reads the server's files once, so it is replaced with them. The files of the keeper are not among them: it
       repeats its steps in a running pod, and with it there goes what prepares the same at a pod's start. */ -}}
{{- define "bulwark.checksum" -}}
{{- $files := dict "server" .Values.server.files -}}
{{- if not .Values.keeper -}}
{{- range .Values.prepare }}{{ $_ := set $files (printf "prepare/%s" .name) .files }}{{ end -}}
{{- end -}}
{{- if without (values $files) dict -}}
{{ $files | toJson | sha256sum }}
{{- end -}}
{{- end }}

{{- define "bulwark.server" -}}
{{- $server := .Values.server -}}
{{ include "bulwark.container" (dict "root" . "task" $server "certificate" .Values.certificate) }}
{{- with $server.ports }}
ports:
  {{- range . }}
  - name: {{ .name | quote }}
    containerPort: {{ .port | int64 }}
    protocol: TCP
  {{- end }}
{{- end }}
startupProbe:
  {{- include "bulwark.probe" $server.startup | nindent 2 }}
readinessProbe:
  {{- include "bulwark.probe" $server.readiness | nindent 2 }}
livenessProbe:
  {{- include "bulwark.probe" $server.liveness | nindent 2 }}
{{- if gt (int .Values.drainSeconds) 0 }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ .Values.drainSeconds | int64 }}
{{- end }}
{{- end }}

{{- define "bulwark.initContainers" -}}
{{- $root := . -}}
{{- $folders := include "bulwark.claimFolders" . | fromYamlArray -}}
{{- if or $folders .Values.prepare -}}
initContainers:
  {{- with $folders }}
  - {{ include "bulwark.foldersContainer" (dict "root" $root "folders" .) | nindent 4 | trim }}
  {{- end }}
  {{- range .Values.prepare }}
  - {{ include "bulwark.container" (dict "root" $root "task" . "certificate" $root.Values.certificate) | nindent 4 | trim }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Folders of volumes that containers mount, each as {volume, folder}. */ -}}
{{- define "bulwark.claimFolders" -}}
{{- $folders := list -}}
{{- $tasks := prepend .Values.prepare .Values.server -}}
{{- with .Values.keeper }}{{ $tasks = append $tasks . }}{{ end -}}
{{- range $tasks -}}
{{- range .mounts -}}
{{- if .subPath }}{{ $folders = append $folders (dict "volume" .volume "folder" .subPath) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- uniq $folders | toYaml -}}
{{- end }}

{{- /* Kubernetes would make them as root, and the top of a claim is the provider's with a lost+found in it, while a database
       insists on a folder of its own. */ -}}
{{- define "bulwark.foldersContainer" -}}
{{- $command := list "mkdir" "-p" "-m" "0700" -}}
{{- $mounts := list -}}
{{- range .folders -}}
{{- $command = append $command (printf "/claims/%s/%s" .volume .folder) -}}
{{- $mounts = append $mounts (dict "name" .volume "mountPath" (printf "/claims/%s" .volume) "readOnly" false) -}}
{{- end -}}
{{- $server := .root.Values.server -}}
{{- $task := dict "name" "folders" "image" $server.image "command" $command "environment" dict "files" dict "mounts" list "resources" $server.resources -}}
{{- with $server.user }}{{ $_ := set $task "user" . }}{{ end -}}
{{ include "bulwark.container" (dict "root" .root "task" $task "certificate" nil "mounts" (uniq $mounts)) }}
{{- end }}

{{- /* Several pods stand in several zones and on several nodes, as far as there are any. */ -}}
{{- define "bulwark.spread" -}}
{{- if eq (include "bulwark.several" .) "true" -}}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "bulwark.selector" (dict "root" $ "part" "server") | nindent 8 }}
    {{- if eq $.Values.kind "Deployment" }}
    matchLabelKeys: [pod-template-hash]
    {{- end }}
  {{- end }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "bulwark.selector" (dict "root" . "part" "server") | nindent 14 }}
{{- end }}
{{- end }}

{{- define "bulwark.several" -}}
{{- or (gt (int .Values.replicas) 1) (not (empty .Values.scale)) -}}
{{- end }}
