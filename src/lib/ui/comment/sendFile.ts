import type { CommentFile } from '#schema/comment.ts';

/** Sends a file for a comment still to be written; what it is known as now, or why it was not taken. */
export async function sendFile(file: File): Promise<CommentFile | { problem: string }> {
	const address = `/api/v1/attachments?name=${encodeURIComponent(file.name)}`;
	const headers = { 'content-type': 'application/octet-stream' };
	const sent = await fetch(address, { method: 'POST', headers, body: file }).catch(() => null);
	if (!sent) return { problem: `${file.name} was not sent: files need the server.` };
	// Our own endpoint: a CommentFile, or a refusal with its sentence.
	const answer = (await sent.json().catch(() => ({}))) as CommentFile & { message?: string };
	if (sent.ok) return answer;
	return { problem: answer.message ?? `${file.name} was not taken by the server.` };
}
