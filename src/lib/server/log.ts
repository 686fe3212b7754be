type Level = 'info' | 'warn' | 'error';
type Fields = Record<string, unknown>;

/** Logs one JSON line per event to standard error; standard output belongs to commands that print results. */
export const log = {
	info: (message: string, fields: Fields = {}) => write('info', message, fields),
	warn: (message: string, fields: Fields = {}) => write('warn', message, fields),
	error: (message: string, fields: Fields = {}) => write('error', message, fields)
};

function write(level: Level, message: string, fields: Fields): void {
	const line = { at: new Date().toISOString(), level, message, ...fields };
	process.stderr.write(JSON.stringify(line, plainly) + '\n');
}

/** Errors have no enumerable fields and bigints no JSON form: both would vanish or throw. */
function plainly(_key: string, value: unknown): unknown {
	if (value instanceof Error)
		return { name: value.name, message: value.message, stack: value.stack };
	return typeof value === 'bigint' ? String(value) : value;
}
