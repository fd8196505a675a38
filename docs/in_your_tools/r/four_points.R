points <- data.frame(x1 = c(1, 0, 1, 0), x2 = c(0, 0, 1, 1), y = c(0, 1, 0, 1))
answer <- function(name, w) cat(paste0(name, ":"), sprintf("%.3f", round(w, 3) + 0), "\n")

fit <- glm(y ~ x1 + x2, data = points, family = binomial)
answer("glm", coef(fit))

library(nnet)
fit <- multinom(y ~ x1 + x2, data = points, trace = FALSE)
answer("multinom", coef(fit))

library(brglm2)
fit <- glm(y ~ x1 + x2, data = points, family = binomial, method = "brglmFit", type = "MPL_Jeffreys")
answer("brglm2, Firth's penalty", coef(fit))
