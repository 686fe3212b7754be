/** `4:05`; never below zero. */
export function clockFace(seconds: number): string {
	const left = Math.max(0, Math.ceil(seconds));
	return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
