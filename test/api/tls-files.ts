import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";

/** An authority and a certificate of it for `localhost`, as a deployment would have them. Needs openssl. */
export function makeCertificate(folder: string, { name = "tls", days = 90 } = {}) {
	const at = (file: string) => path.join(folder, file);
	const openssl = (...given: string[]) => execFileSync("openssl", given, { stdio: "ignore" });
	const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
	openssl(
		"req",
		"-x509",
		...newKey,
		"-keyout",
		at(`${name}-ca.key`),
		"-out",
		at(`${name}-ca.pem`),
		"-subj",
		"/CN=Test CA",
		"-days",
		"99",
	);
	openssl("req", ...newKey, "-keyout", at(`${name}.key`), "-out", at(`${name}.csr`), "-subj", "/CN=localhost");
	writeFileSync(
		at(`${name}.ext`),
		"subjectAltName=DNS:localhost,IP:127.0.0.1\ncrlDistributionPoints=URI:http://crl.example.com/test.crl\n",
	);
	const signed = ["-CA", at(`${name}-ca.pem`), "-CAkey", at(`${name}-ca.key`), "-CAcreateserial"];
	openssl(
		"x509",
		"-req",
		"-in",
		at(`${name}.csr`),
		...signed,
		"-days",
		`${days}`,
		"-extfile",
		at(`${name}.ext`),
		"-out",
		at(`${name}.pem`),
	);
	chmodSync(at(`${name}.key`), 0o600);
	return {
		caFile: at(`${name}-ca.pem`),
		certFile: at(`${name}.pem`),
		keyFile: at(`${name}.key`),
		minVersion: "TLSv1.2" as const,
	};
}
