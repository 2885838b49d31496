{{- /* One policy for the pods of one part, in both directions. Takes root, part, name, network; hook: its weight. */ -}}
{{- define "bulwark.networkPolicy" -}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- $reasons := include "bulwark.reasons" .network | fromYaml }}
  {{- include "bulwark.metadata" (merge (dict "annotations" $reasons) (omit . "network")) | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "bulwark.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- include "bulwark.ingress" .network | trim | default "[]" | nindent 4 }}
  egress:
    {{- include "bulwark.egress" .network | trim | default "[]" | nindent 4 }}
{{- end }}

{{- define "bulwark.ingress" -}}
{{- range .from }}
- from:
    - {{ include "bulwark.peer" . | nindent 6 | trim }}
  {{- with include "bulwark.someOrAll" .ports }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- with .open }}
- ports:
    {{- include "bulwark.ports" .ports | trim | nindent 4 }}
{{- end }}
{{- end }}

{{- /* Whoever may open a connection may ask for its address, and nobody else: a question can carry data out. */ -}}
{{- define "bulwark.egress" -}}
{{- range .to }}
- to:
    - {{ include "bulwark.peer" . | nindent 6 | trim }}
  {{- with include "bulwark.someOrAll" .ports }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- range .outside }}
- to:
    - ipBlock:
        cidr: {{ .cidr | quote }}
        {{- with .except }}
        except:
          {{- toYaml . | nindent 10 }}
        {{- end }}
  {{- with include "bulwark.someOrAll" .ports }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- if or .to .outside }}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end }}
{{- end }}

{{- define "bulwark.peer" -}}
{{- with .namespace }}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . | quote }}
{{- end }}
podSelector:
  matchLabels:
    app.kubernetes.io/name: {{ .name | quote }}
    app.kubernetes.io/component: {{ .part | quote }}
{{- end }}

{{- /* A policy without ports means all of them. */ -}}
{{- define "bulwark.someOrAll" -}}
{{- with . -}}
ports:
  {{- include "bulwark.ports" . | trim | nindent 2 }}
{{- end }}
{{- end }}

{{- define "bulwark.ports" -}}
{{- range . }}
- protocol: TCP
  port: {{ . | int64 }}
{{- end }}
{{- end }}

{{- /* Why a policy opens more than what the platform's own components need of each other. */ -}}
{{- define "bulwark.reasons" -}}
{{- $reasons := list -}}
{{- range .outside }}{{ $reasons = append $reasons (dict "outside" .cidr "reason" .reason) }}{{ end -}}
{{- with .open }}{{ $reasons = append $reasons (dict "open" .ports "reason" .reason) }}{{ end -}}
{{- with $reasons -}}
{{ dict "bulwark.reasons" (. | toJson) | toYaml }}
{{- end }}
{{- end }}
