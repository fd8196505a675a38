library(brglm2)
points <- data.frame(x1 = c(1, 0, 1, 0), x2 = c(0, 0, 1, 1), y = c(0, 1, 0, 1))
fit <- glm(y ~ x1 + x2, data = points, family = binomial, method = "brglmFit", type = "MPL_Jeffreys",
           epsilon = 1e-10)
round(coef(summary(fit))[, 1:2], 4)
