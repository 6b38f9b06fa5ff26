// The register of models ("mô hình"): a model is registered once and reviewed every year, until it ends. Facts: S0-07,
// S1-06, S1-21, S3-09, S4-11 (review, classify, replicate, end), S0-11c, S3-10a, S3-11, S3-14d, S4-10b (kinds of model),
// NĐ 06/2014/NĐ-CP Đ.5.4. Counting by điểm and tổ follows one province's practice. Forms and classes were not found.
export { MO_HINH } from './mo-hinh/register.ts'
export { MO_HINH_RA_SOAT } from './mo-hinh/review.ts'
