import { z } from 'zod';
import { hipsSurveysSchema } from './hipsSurvey.ts';

/** Every environment variable the app reads, with its default. server/config.ts is the only reader. */
export const environmentSchema = z.object({
	PORT: z.coerce.number().int().min(0).max(65535).default(3000),
	HOST: z.string().default('127.0.0.1'),
	ORIGIN: z.url().optional(),
	MONGODB_URI: z.string().default('mongodb://127.0.0.1:27017/?replicaSet=caustic'),
	MONGODB_DB: z
		.string()
		.regex(/^[A-Za-z0-9_-]{1,38}$/)
		.default('caustic'),
	REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
	MEILI_URL: z.string().default('http://127.0.0.1:7700'),
	MEILI_KEY: z.string().default(''),
	CAUSTIC_DATA_DIR: z.string().default('.caustic'),
	PIPELINE_WORKING_DIR: z.string().default('pipeline-runs'),
	RAW_IMAGE_DIR: z.string().default('raw-images'),
	/** Each person's own directory, which uploads go to; {user} stands for the user name. By default below CAUSTIC_DATA_DIR. */
	HOME_DATA_DIR: z
		.string()
		.refine((path) => path === '' || path.includes('{user}'), 'it needs {user} in it')
		.default(''),
	/** Room that one person's uploads may take. */
	UPLOAD_QUOTA_MIB: z.coerce.number().int().min(0).default(20_480),
	/** How often inbox folders are looked at, and how long a file there must stay as it is to count as complete. */
	INBOX_LOOK_MS: z.coerce.number().int().min(50).default(1000),
	INBOX_SETTLE_MS: z.coerce.number().int().min(0).default(2000),
	/** How long a file there that is not whole is waited for after its last change, before it counts as bad. */
	INBOX_PATIENCE_MS: z.coerce.number().int().min(0).default(600_000),
	MAX_PIPERUN_IMAGES: z.coerce.number().int().positive().default(200),
	MAX_PIPELINE_RUNS: z.coerce.number().int().positive().default(3),
	/** Of one person; as many as of all when it is not given. */
	MAX_PIPELINE_RUNS_PER_USER: z.coerce.number().int().positive().optional(),
	/** Room that cutouts kept on disk may take. */
	CUTOUT_CACHE_MIB: z.coerce.number().int().min(0).default(1024),
	/** Memory that each web process may take for the numbers of sources that were asked about last. */
	SOURCE_COLUMNS_MIB: z.coerce.number().int().min(1).default(512),
	FLUX_DEFAULT_MIN_ERROR: z.coerce.number().positive().default(0.001),
	POS_DEFAULT_MIN_ERROR: z.coerce.number().positive().default(0.01),
	/** Where e-mail is handed over: smtp://user:password@host:port, or smtps://. Without it nobody gets e-mail. */
	SMTP_URL: z
		.url({ protocol: /^smtps?$/, error: 'an address like smtp://host:25 is needed' })
		.optional(),
	/** Who e-mail comes from. */
	MAIL_FROM: z.string().default('Caustic <caustic@localhost>'),
	/** 1 lets webhooks reach private and loopback addresses. */
	WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1']).default('0'),
	/** Tiled sky surveys for the sky view, the preferred first: `[{"name": "RACS", "url": "https://…/hips", "moc": "3/1-5"}]`. */
	HIPS_SURVEYS: hipsSurveysSchema,
	/** Set by `npm run demo`: /healthz then reports the demo's state. */
	CAUSTIC_DEMO: z.enum(['0', '1']).default('0')
});
export type Environment = z.infer<typeof environmentSchema>;
