#!/bin/sh
# A certificate authority and one certificate per node, for TLS between nodes and to them. Tests and docker-compose.yml use it alike.
# certificates.sh FOLDER NODE...    A node is a host name; localhost and 127.0.0.1 are in each certificate too.
# What is there already stays, but for certificates that end within 30 days or that another authority signed: they are made anew. Needs openssl.
set -eu
folder=$1
shift
umask 077
mkdir -p "$folder"
cd "$folder"
if [ ! -f ca.crt ]; then
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 3650 -subj "/CN=Tributary cluster" \
		-addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" \
		-keyout ca.key -out ca.crt 2>/dev/null
fi
for node in "$@"; do
	if [ -f "$node.crt" ] && openssl x509 -checkend 2592000 -noout -in "$node.crt" >/dev/null &&
		openssl verify -CAfile ca.crt "$node.crt" >/dev/null 2>&1; then continue; fi
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$node" -keyout "$node.key.new" -out "$node.csr" 2>/dev/null
	printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$node" >"$node.ext"
	openssl x509 -req -sha256 -days 825 -in "$node.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -extfile "$node.ext" \
		-out "$node.crt.new" 2>/dev/null
	# Whoever reads them meanwhile finds a pair that fits, but for a moment, and looks again.
	mv "$node.key.new" "$node.key"
	mv "$node.crt.new" "$node.crt"
	rm -f "$node.csr" "$node.ext"
done
