launches <- read.csv("o_rings.csv")
fit <- glm(distress ~ temperature, data = launches, family = binomial)
coef(summary(fit))

at <- predict(fit, data.frame(temperature = 31), se.fit = TRUE)  # on the scale of the log-odds
cat("at 31 °F, and the ends of its 95 % interval:\n")
round(plogis(at$fit + 1.96 * at$se.fit * c(0, -1, 1)), 4)
