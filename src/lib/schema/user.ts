import { z } from 'zod';

export const ROLES = ['viewer', 'vetter', 'curator', 'runManager', 'admin'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const ROLE_LABELS: Record<Role, string> = {
	viewer: 'Viewer',
	vetter: 'Vetter',
	curator: 'Curator',
	runManager: 'Run manager',
	admin: 'Administrator'
};

/** Who is signed in: what pages, API and sockets know of the user. `id` is a random string, never reused. */
export interface User {
	id: string;
	username: string;
	displayName: string;
	role: Role;
	teamId: string | null;
}

export const signInSchema = z.object({
	username: z.string().trim().toLowerCase().min(1, 'Enter your user name.').max(64),
	password: z.string().min(1, 'Enter your password.').max(256)
});

export const newUserSchema = z.object({
	username: z
		.string()
		.trim()
		.toLowerCase()
		.regex(
			/^[a-z0-9][a-z0-9._-]{1,63}$/,
			'Use 2 to 64 letters, digits, dots, dashes or underscores.'
		),
	displayName: z.string().trim().min(1).max(80),
	password: z.string().min(10, 'Use at least 10 characters.').max(256),
	role: roleSchema,
	teamId: z.string().nullable().default(null)
});
