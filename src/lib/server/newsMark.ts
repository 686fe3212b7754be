/** Of this process alone: another one has heard other announcements, or the same ones at other times. */
const PROCESS = `${process.pid}-${performance.timeOrigin}`;

/** A moment as the pages of this web process carry it: whatever is announced later, they do not show yet. */
export function newsMark(): string {
	return `${PROCESS}_${performance.now()}`;
}

/** performance.now() of a mark; null for one of another process, and for anything else. */
export function momentOf(mark: string | null): number | null {
	const [made, moment] = mark?.split('_', 2) ?? [];
	const ms = Number(moment);
	return made === PROCESS && moment !== '' && Number.isFinite(ms) ? ms : null;
}
