import "./styles/index.css";
import type { IconName } from "../shell/icons.tsx";
import type { View } from "../shell/personas.ts";
import { AccountsView } from "./accounts/accounts-view.tsx";
import { ApprovalsView } from "./approvals/approvals-view.tsx";
import { AuditView } from "./audit/audit-view.tsx";
import { CertificatesView } from "./certificates/certificates-view.tsx";
import { ClientsView } from "./clients/clients-view.tsx";
import { ConnectView } from "./connect/connect-view.tsx";
import { IdentityView } from "./identity/identity-view.tsx";
import { KeysView } from "./keys/keys-view.tsx";
import { OperatorsView } from "./operators/operators-view.tsx";
import { PeopleView } from "./people/people-view.tsx";
import { ProcessingView } from "./processing/processing-view.tsx";
import { RetentionView } from "./retention/retention-view.tsx";
import { SyncView } from "./sync/sync-view.tsx";
import { TenantView } from "./tenant/tenant-view.tsx";
import { adminTexts } from "./texts/index.ts";

type Name = keyof ReturnType<typeof names>;
const names = () => adminTexts.value.views;

const view = (path: Name, icon: IconName | null, permission: string, component: View["component"]): View => ({
	path,
	title: () => names()[path],
	...(icon === null ? {} : { icon }),
	permission,
	component,
});

/** What an admin works with. */
export const views: readonly View[] = [
	view("sync", "sync", "integrations:read", SyncView),
	view("connect", null, "clients:write", ConnectView),
	view("clients", "key", "clients:read", ClientsView),
	view("accounts", "people", "accounts:read", AccountsView),
	view("approvals", "check", "accounts:write", ApprovalsView),
	view("audit", "shield", "audit:read", AuditView),
	view("identity", "compare", "candidates:write", IdentityView),
	view("people", "person", "candidates:report", PeopleView),
	view("retention", "clock", "tenant:read", RetentionView),
	view("processing", null, "tenant:read", ProcessingView),
	view("operators", "eye", "accounts:read", OperatorsView),
	view("keys", null, "tenant:read", KeysView),
	view("tenant", "gear", "tenant:read", TenantView),
	view("certificates", null, "audit:read", CertificatesView),
];
