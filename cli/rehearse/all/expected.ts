// How many dossiers of each procedure must have ended how when the year of all procedures is over: by outcome, or by status
// where there is none. A rehearsal that comes to other numbers fails; whoever changes the year changes them here.

/** Counts by procedure and outcome. */
export const EXPECTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'an-toan': { achieved: 11, notAchieved: 1, revoked: 1 },
  'bao-cao-6-thang': { received: 14 },
  'bao-cao-dot-xuat': { closed: 1, received: 2 },
  'bao-cao-nam': { received: 14 },
  'cam-ket': { signed: 1 },
  chi: { paid: 2 },
  'cong-an-kieu-mau': { achieved: 1 },
  'dan-van-kheo': { recognised: 1 },
  'dien-hinh': { notSelected: 1, recognised: 5 },
  'du-toan': { settled: 1 },
  'hoa-giai': { resolved: 1, settled: 1 },
  'ke-hoach': { issued: 6 },
  'khen-thuong': { awarded: 4, revoked: 1 },
  'khong-ma-tuy': { achieved: 1 },
  'kiem-tra': { rectified: 1, replicate: 1 },
  'kien-toan': { constituted: 1 },
  'mo-hinh': { registered: 18 },
  'mo-hinh-ra-soat': { ended: 1, kept: 2, replicated: 1 },
  'ngay-hoi': { held: 1 },
  'nhiem-vu': { done: 39, notDone: 1 },
  'ntm-antt': { achieved: 1 },
  'phan-anh': { answered: 1 },
  'phan-loai': { active: 1, classified: 12, listed: 1 },
  'phoi-hop': { signed: 7 },
  'su-kien': { held: 27 },
  'thi-dua': { rated: 11 },
}
