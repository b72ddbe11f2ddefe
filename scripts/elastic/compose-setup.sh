#!/bin/sh
# The one-shot service of docker-compose.yml: certificates, master key, password and configuration. What is there already stays; certificates about to end are renewed.
# compose-setup.sh FOLDER NODE...
set -eu
folder=$1
shift
sh "$(dirname "$0")/certificates.sh" "$folder" "$@" api
cd "$folder"
umask 077
[ -f master.key ] || openssl rand -hex 32 >master.key
[ -f password ] || openssl rand -hex 24 >password
if [ ! -f tributary.json ]; then
	nodes=$(for node in "$@"; do printf '"https://%s:9200",' "$node"; done)
	cat >tributary.json <<CONFIGURATION
{
	"dataDir": "/data/tributary",
	"masterKey": { "file": "master.key" },
	"listen": { "host": "0.0.0.0", "port": 8443 },
	"publicUrl": "https://localhost:8443",
	"tls": { "certFile": "api.crt", "keyFile": "api.key" },
	"engine": {
		"elasticsearch": {
			"nodes": [${nodes%,}],
			"caFile": "ca.crt",
			"account": { "username": "elastic", "passwordFile": "password" },
			"startSeconds": 600
		}
	}
}
CONFIGURATION
fi
# What the nodes of Elasticsearch see, by the account of their official image: nothing that opens what they store, or that signs for others.
mkdir -p nodes
cp ca.crt password nodes
for node in "$@"; do cp "$node.crt" "$node.key" nodes; done
[ "$(id -u)" -ne 0 ] || chown -R 1000:0 nodes
