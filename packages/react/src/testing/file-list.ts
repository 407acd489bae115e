/** As much of a `FileList` as pages read: in jsdom, nothing can make a real one. */
export function fileListOf(files: readonly File[]): FileList {
  const prototype: object = typeof FileList === 'function' ? FileList.prototype : Object.prototype;
  const members: PropertyDescriptorMap = {
    length: { value: files.length },
    item: { value: (index: number) => files[index] ?? null },
    [Symbol.iterator]: { value: () => files[Symbol.iterator]() },
  };
  files.forEach((file, index) => {
    members[index] = { value: file, enumerable: true };
  });
  return Object.create(prototype, members);
}
