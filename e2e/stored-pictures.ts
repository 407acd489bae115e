/** Empties the demo's gallery, for what earlier tests have stored would be loaded by each page that follows. */
export async function deleteStoredPictures(origin: string): Promise<void> {
  const endpoint = `${origin}/api/images`;
  const { result } = await (await fetch(endpoint)).json();
  await Promise.all(
    result.images.map(({ id }: { id: string }) => fetch(`${endpoint}/${id}`, { method: 'DELETE' })),
  );
}
