/** `2024-05-31 04:12` in UTC, the clock observatories share. */
export function utcMinute(date: Date): string {
	return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** `2024-05-31` in UTC. */
export function utcDay(date: Date): string {
	return date.toISOString().slice(0, 10);
}

/** `3 h 20 min`, `4 min`, `50 s`: for rates and times left. */
export function duration(seconds: number): string {
	if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 60) return `${minutes} min`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
