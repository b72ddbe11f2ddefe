#!/bin/sh
# A certificate authority and one certificate per node, for TLS between nodes and to them. Tests and docker-compose.yml use it alike.
# certificates.sh FOLDER NODE...    A node is a host name; localhost and 127.0.0.1 are in each certificate too.
# What is there already stays. Needs openssl.
set -eu
folder=$1
shift
umask 077
mkdir -p "$folder"
cd "$folder"
if [ ! -f ca.crt ]; then
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 825 -subj "/CN=Tributary cluster" \
		-addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
		-keyout ca.key -out ca.crt 2>/dev/null
fi
for node in "$@"; do
	[ -f "$node.crt" ] && continue
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$node" -keyout "$node.key" -out "$node.csr" 2>/dev/null
	printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$node" >"$node.ext"
	openssl x509 -req -sha256 -days 825 -in "$node.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -extfile "$node.ext" \
		-out "$node.crt" 2>/dev/null
	rm -f "$node.csr" "$node.ext"
done
