import "./styles/index.css";
import type { IconName } from "../shell/icons.tsx";
import type { View } from "../shell/personas.ts";
import { AccountsView } from "./accounts/accounts-view.tsx";
import { AuditView } from "./audit/audit-view.tsx";
import { CertificatesView } from "./certificates/certificates-view.tsx";
import { ClientsView } from "./clients/clients-view.tsx";
import { ConnectView } from "./connect/connect-view.tsx";
import { IdentityView } from "./identity/identity-view.tsx";
import { PeopleView } from "./people/people-view.tsx";
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
	view("sync", "plug", "integrations:read", SyncView),
	view("connect", null, "clients:write", ConnectView),
	view("clients", "key", "clients:read", ClientsView),
	view("accounts", "people", "accounts:read", AccountsView),
	view("audit", "shield", "audit:read", AuditView),
	view("identity", "compare", "candidates:write", IdentityView),
	view("people", "person", "candidates:report", PeopleView),
	view("tenant", "gear", "tenant:read", TenantView),
	view("certificates", "check", "audit:read", CertificatesView),
];
