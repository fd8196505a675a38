d <- data.frame(y = c(0, 1, 0, 1, 1, 0), n = 1:6, x = c(0.5, 1, 2, 3, 5, 8), z = c(2, 1, 4, 3, 6, 5),
                kind = factor(c("a", "b", "c", "a", "b", "c")))
for (formula in list(y ~ 1, y ~ x, y ~ x - 1, y ~ x + z, y ~ x:z, y ~ x * z, y ~ x + I(x^2), y ~ log(x), y ~ kind,
                     y ~ kind * x, y ~ x + offset(log(n))))
  cat(format(deparse(formula), width = 24), "->", colnames(model.matrix(formula, d)), "\n")
