/**
 * Tells the server that this page has the candidate open, and again before that runs out; takes it back when the page goes
 * elsewhere. Returns how to stop. What cannot be told does no harm: it is a sign for others, no lock.
 */
export function holdLease(candidateId: string, leaseSeconds: number): () => void {
	const tell = (method: 'POST' | 'DELETE') =>
		void fetch(`/api/v1/candidates/${candidateId}/lease`, { method, keepalive: true }).catch(
			() => null
		);
	const leave = () => tell('DELETE');
	tell('POST');
	const timer = setInterval(() => {
		// A page that nobody has in front of them lets it run out.
		if (document.visibilityState === 'visible') tell('POST');
	}, leaseSeconds * 500);
	addEventListener('pagehide', leave);
	return () => {
		clearInterval(timer);
		removeEventListener('pagehide', leave);
		leave();
	};
}
